package org.tradepost.users;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.tradepost.shared.rest.RestFeatures;
import org.tradepost.users.account.boundary.ActivationsResource;
import org.tradepost.users.account.boundary.AdminUsersResource;
import org.tradepost.users.account.boundary.OwnProfileResource;
import org.tradepost.users.account.boundary.StandingResource;
import org.tradepost.users.account.boundary.UsersResource;
import org.tradepost.users.account.boundary.UsersV2Resource;
import org.tradepost.users.activity.boundary.ActivityResource;
import org.tradepost.users.apikey.boundary.AdminApiKeysResource;
import org.tradepost.users.apikey.boundary.ApiKeysResource;
import org.tradepost.users.apikey.boundary.KeyExchangeResource;
import org.tradepost.users.audit.boundary.AuditResource;
import org.tradepost.users.audit.boundary.RefusalReportResource;
import org.tradepost.users.authentication.boundary.KeysResource;
import org.tradepost.users.authentication.boundary.LoginResource;
import org.tradepost.users.authentication.boundary.TokenKeysResource;
import org.tradepost.users.oauth.boundary.MetadataResource;
import org.tradepost.users.oauth.boundary.OAuthRefusals;
import org.tradepost.users.oauth.boundary.PartnersResource;
import org.tradepost.users.oauth.boundary.RevokeResource;
import org.tradepost.users.oauth.boundary.TokenResource;
import org.tradepost.users.parking.boundary.ParkedEventsResource;
import org.tradepost.users.partnerkey.boundary.KeyLookupResource;
import org.tradepost.users.partnerkey.boundary.SigningKeysResource;
import org.tradepost.users.personaldata.boundary.DataKeysResource;
import org.tradepost.users.personaldata.boundary.ExportResource;
import org.tradepost.users.session.boundary.LogoutResource;
import org.tradepost.users.session.boundary.SessionRevocationsResource;

/** Everything this service answers to. */
@ApplicationPath("/")
public class UsersApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return RestFeatures.with(
                DataKeysResource.class,
                ParkedEventsResource.class,
                ExportResource.class,
                UsersResource.class,
                UsersV2Resource.class,
                OwnProfileResource.class,
                AdminUsersResource.class,
                ActivationsResource.class,
                ActivityResource.class,
                AuditResource.class,
                RefusalReportResource.class,
                LoginResource.class,
                KeysResource.class,
                StandingResource.class,
                TokenKeysResource.class,
                LogoutResource.class,
                SessionRevocationsResource.class,
                TokenResource.class,
                OAuthRefusals.class,
                ApiKeysResource.class,
                AdminApiKeysResource.class,
                KeyExchangeResource.class,
                SigningKeysResource.class,
                KeyLookupResource.class,
                RevokeResource.class,
                MetadataResource.class,
                PartnersResource.class);
    }
}
